"""What the conformance tests are made of: which rules there are, what they are shown, and who answers them."""
