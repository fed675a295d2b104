"""What a file really is: told by its content, checked in a limited child process, images drawn anew."""
