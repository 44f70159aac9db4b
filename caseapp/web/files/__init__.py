"""Files: attached to a report or case, shown as copies, their original handed out."""
