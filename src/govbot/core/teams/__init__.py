"""What GitHub's teams and CODEOWNERS have to look like, and what that takes."""
