"""Cases handed over to another unit: asked for, accepted, refused, decided on, or by letter."""
