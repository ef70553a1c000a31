"""Mathematical objects that lenses share: a case and its draws as arrays, one module each."""
