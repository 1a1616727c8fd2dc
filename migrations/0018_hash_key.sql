-- PINs that were hashed before there was a key for that, until they are brought under it.
CREATE INDEX idx_users_plain_pin ON users (pin_hash) WHERE pin_hash < 'g';
