"""OpenID Connect: an organization's own sign-in for the console."""
