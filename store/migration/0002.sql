-- What a sheet said of a customer when all of it was taken: the hash of it, and of its columns. Whoever changes the customer, it goes.
CREATE TABLE fingerprint(customer INTEGER PRIMARY KEY, shape INTEGER NOT NULL, hash INTEGER NOT NULL) STRICT;
CREATE TRIGGER fingerprint_updated AFTER UPDATE ON customers BEGIN DELETE FROM fingerprint WHERE customer = old.id; END;
CREATE TRIGGER fingerprint_deleted AFTER DELETE ON customers BEGIN DELETE FROM fingerprint WHERE customer = old.id; END;
