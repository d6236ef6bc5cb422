"""The console: pages for admins, support leads and operators."""
