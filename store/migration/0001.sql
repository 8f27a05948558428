-- The journal. See the package comment of store for how the parts work together.
CREATE TABLE device(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT) STRICT;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE batch(id INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, at INTEGER NOT NULL, user TEXT, verb TEXT NOT NULL,
  command TEXT NOT NULL, undoes INTEGER REFERENCES batch(id)) STRICT;
-- Rows first..last of sheet: their gone changed from was to now. An added row was -batch before: not there yet.
CREATE TABLE span(batch INTEGER NOT NULL REFERENCES batch(id), sheet TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  was INTEGER, now INTEGER, PRIMARY KEY(batch, sheet, first)) STRICT, WITHOUT ROWID;
CREATE TABLE change(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch(id), sheet TEXT NOT NULL, row INTEGER NOT NULL,
  key TEXT NOT NULL, old ANY, new ANY, prev INTEGER) STRICT;
-- Who became one with whom. It stands while loser is gone by that batch: to undo the batch undoes it.
CREATE TABLE merger(loser INTEGER NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id), keeper INTEGER NOT NULL,
  PRIMARY KEY(loser, batch)) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_row ON change(sheet, row, key);
CREATE INDEX change_by_batch ON change(batch);
-- The names of the user's own columns, so that nobody has to look for them in the rows' extra.
CREATE TABLE own(sheet TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(sheet, name)) STRICT, WITHOUT ROWID;
-- The vocabulary of products, shops, units …: stored once, referred to by number. Local to the file.
CREATE TABLE term(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
-- The sheets. gone: the batch that took the row out, minus the adding batch if that was undone. src: tells a re-imported row from a new one.
CREATE TABLE customers(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT, pinyin TEXT,
  "name" TEXT,
  "nickname" TEXT,
  "phone" TEXT,
  "phone2" TEXT,
  "wechat" TEXT,
  "gender" TEXT,
  "birthday" TEXT,
  "birth_year" INTEGER,
  "county" TEXT,
  "township" TEXT,
  "village" TEXT,
  "group" TEXT,
  "address" TEXT,
  "household" TEXT,
  "family_size" INTEGER,
  "income" TEXT,
  "occupation" TEXT,
  "crops" TEXT,
  "level" TEXT,
  "intent" TEXT,
  "stage" TEXT,
  "source" TEXT,
  "referrer" TEXT,
  "owner" TEXT,
  "team" TEXT,
  "best_time" TEXT,
  "habits" TEXT,
  "preferences" TEXT,
  "motive" TEXT,
  "psychology" TEXT,
  "loyalty" INTEGER,
  "price_sensitivity" INTEGER,
  "trust" INTEGER,
  "need" TEXT,
  "spending_power" INTEGER,
  "tags" TEXT,
  "consent" TEXT,
  "consent_on" INTEGER,
  "consent_for" TEXT,
  "do_not_contact" INTEGER,
  "created_on" INTEGER,
  "verified_on" INTEGER,
  "remark" TEXT,
  "open_count" INTEGER,
  "open_spent" INTEGER,
  "open_last" INTEGER,
  "open_debt" INTEGER
) STRICT;
CREATE TABLE numbers(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "shop" TEXT,
  "number" TEXT
) STRICT;
CREATE TABLE meetings(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "name" TEXT,
  "on" INTEGER,
  "until" INTEGER,
  "place" TEXT,
  "topic" TEXT,
  "cost" INTEGER,
  "target" INTEGER
) STRICT;
CREATE TABLE products(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "name" TEXT,
  "category" TEXT,
  "unit" TEXT,
  "pack" TEXT,
  "price" INTEGER,
  "cost" INTEGER,
  "cycle_days" INTEGER,
  "aka" TEXT
) STRICT;
CREATE TABLE markets(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "name" TEXT,
  "township" TEXT,
  "rule" TEXT
) STRICT;
CREATE TABLE interactions(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "at" INTEGER,
  "via" TEXT,
  "content" TEXT,
  "result" TEXT,
  "meeting" INTEGER REFERENCES meetings(id),
  "staff" INTEGER REFERENCES term(id)
) STRICT;
CREATE TABLE purchases(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "shop" INTEGER REFERENCES term(id),
  "on" INTEGER,
  "order_no" TEXT,
  "product" INTEGER REFERENCES term(id),
  "category" INTEGER REFERENCES term(id),
  "qty" INTEGER,
  "unit" INTEGER REFERENCES term(id),
  "price" INTEGER,
  "discount" INTEGER,
  "amount" INTEGER,
  "paid" INTEGER,
  "due_on" TEXT,
  "gift" TEXT,
  "channel" INTEGER REFERENCES term(id),
  "pay_method" INTEGER REFERENCES term(id),
  "meeting" INTEGER REFERENCES meetings(id),
  "staff" INTEGER REFERENCES term(id),
  "remark" TEXT
) STRICT;
CREATE TABLE payments(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "on" INTEGER,
  "amount" INTEGER,
  "method" INTEGER REFERENCES term(id),
  "staff" INTEGER REFERENCES term(id),
  "remark" TEXT
) STRICT;
CREATE TABLE feedback(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "on" INTEGER,
  "kind" TEXT,
  "product" INTEGER REFERENCES term(id),
  "survey" TEXT,
  "question" TEXT,
  "score" INTEGER,
  "scale" INTEGER,
  "content" TEXT,
  "status" TEXT,
  "resolution" TEXT,
  "closed_on" INTEGER,
  "staff" INTEGER REFERENCES term(id)
) STRICT;
CREATE TABLE plans(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "due" INTEGER,
  "via" TEXT,
  "content" TEXT,
  "staff" INTEGER REFERENCES term(id),
  "reason" TEXT,
  "done_on" INTEGER,
  "result" TEXT
) STRICT;
CREATE TABLE attendance(id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT,
  "customer" INTEGER REFERENCES customers(id),
  "meeting" INTEGER REFERENCES meetings(id),
  "invited_on" INTEGER,
  "inviter" INTEGER REFERENCES term(id),
  "reply" TEXT,
  "attended" TEXT,
  "walk_in" INTEGER
) STRICT;
-- What is derived from a customer's rows; latest is the day of the last of them.
CREATE TABLE figures(customer INTEGER PRIMARY KEY, purchases INTEGER NOT NULL, buy_days INTEGER NOT NULL, spent INTEGER NOT NULL,
  first_purchase INTEGER, last_purchase INTEGER, next_purchase INTEGER, last_contact INTEGER, next_contact INTEGER, debt INTEGER NOT NULL, latest INTEGER NOT NULL) STRICT;
CREATE INDEX figures_spent ON figures(spent);
CREATE INDEX figures_last_purchase ON figures(last_purchase);
CREATE INDEX figures_next_purchase ON figures(next_purchase);
CREATE INDEX figures_last_contact ON figures(last_contact);
CREATE INDEX figures_next_contact ON figures(next_contact);
CREATE INDEX figures_debt ON figures(debt);
CREATE INDEX figures_latest ON figures(latest);
CREATE INDEX customers_name ON customers(name);
CREATE INDEX customers_phone ON customers(phone);
CREATE INDEX customers_phone2 ON customers(phone2) WHERE phone2 IS NOT NULL;
CREATE INDEX customers_last_four ON customers(substr(phone, -4)) WHERE phone IS NOT NULL;
CREATE INDEX customers_nickname ON customers(nickname) WHERE nickname IS NOT NULL;
CREATE INDEX customers_village ON customers(village);
CREATE INDEX customers_pinyin ON customers(pinyin, name);
-- Rows of a customer: those that are there, covering what the figures need (gone too: an outer join asks for it), and those that were removed.
CREATE INDEX purchases_of ON purchases(customer, "on", amount, paid, gone) WHERE gone IS NULL;
CREATE INDEX purchases_agreed ON purchases(customer, "on") WHERE gone IS NULL AND due_on IS NOT NULL;
CREATE INDEX interactions_of ON interactions(customer, at, gone) WHERE gone IS NULL;
CREATE INDEX payments_of ON payments(customer, "on", amount, gone) WHERE gone IS NULL;
CREATE INDEX feedback_of ON feedback(customer, "on") WHERE gone IS NULL;
CREATE INDEX plans_of ON plans(customer, due, done_on, gone) WHERE gone IS NULL;
CREATE INDEX numbers_of ON numbers(customer) WHERE gone IS NULL;
CREATE INDEX attendance_of ON attendance(customer) WHERE gone IS NULL;
CREATE INDEX purchases_removed ON purchases(customer) WHERE gone > 0;
CREATE INDEX interactions_removed ON interactions(customer) WHERE gone > 0;
CREATE INDEX payments_removed ON payments(customer) WHERE gone > 0;
CREATE INDEX feedback_removed ON feedback(customer) WHERE gone > 0;
CREATE INDEX plans_removed ON plans(customer) WHERE gone > 0;
CREATE INDEX numbers_removed ON numbers(customer) WHERE gone > 0;
CREATE INDEX attendance_removed ON attendance(customer) WHERE gone > 0;
CREATE INDEX numbers_number ON numbers(number);
CREATE INDEX attendance_meeting ON attendance(meeting) WHERE gone IS NULL;
CREATE INDEX purchases_meeting ON purchases(meeting) WHERE meeting IS NOT NULL;
CREATE INDEX interactions_meeting ON interactions(meeting) WHERE meeting IS NOT NULL;
CREATE INDEX plans_due ON plans(due) WHERE gone IS NULL AND done_on IS NULL;
CREATE INDEX plans_ruled ON plans(due) WHERE reason IS NOT NULL;
CREATE INDEX feedback_closed ON feedback(closed_on) WHERE gone IS NULL AND closed_on IS NOT NULL;
CREATE INDEX feedback_open ON feedback("on") WHERE gone IS NULL AND status <> '已解决';
-- Rows with columns of the user's own, so that looking for one needs no scan.
CREATE INDEX customers_own ON customers(id) WHERE extra IS NOT NULL AND gone IS NULL;
CREATE INDEX purchases_own ON purchases(id) WHERE extra IS NOT NULL AND gone IS NULL;
CREATE INDEX interactions_own ON interactions(id) WHERE extra IS NOT NULL AND gone IS NULL;
-- Whose texts a word may occur in: a document is all that is written of a customer, cut into terms by the program. Terms are
-- only ever added; who has them is looked at before he is called found.
CREATE VIRTUAL TABLE concordance USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
-- What an import adds goes in by large pieces, so that few have to be merged.
INSERT INTO concordance(concordance, rank) VALUES('hashsize', 16777216);
