"""What is asked at registration: the questions of the hosts, and what people need who come."""
