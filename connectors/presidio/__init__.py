"""An optional recogniser: presidio, with or without a language model. Off unless turned on."""
