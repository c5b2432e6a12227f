// What ical.js reads in calendars: a JSON list of texts comes in, a list of their facts goes out.
import ICAL from "ical.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const told = JSON.parse(Buffer.concat(chunks).toString()).map((text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const first = (name) => part.getFirstPropertyValue(name);
    const attendee = part.getFirstProperty("attendee");
    return {
      uid: event.uid,
      sequence: first("sequence"),
      status: first("status"),
      summary: event.summary,
      description: event.description,
      location: event.location,
      organizer: event.organizer,
      attendee: attendee && attendee.getFirstValue(),
      partstat: (attendee && attendee.getParameter("partstat")) || null,
      begins: event.startDate.toJSDate().toISOString(),
      ends: event.endDate.toJSDate().toISOString(),
    };
  });
  return { method: calendar.getFirstPropertyValue("method"), events };
});
process.stdout.write(JSON.stringify(told));
