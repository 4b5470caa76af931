/** Raised when the tables change: a projection of another version is dropped and built again. */
export const schemaVersion = 2

/**
 * What a person can query. Times are ISO 8601 text in UTC. Prices, quantities and money stand
 * twice: as REAL to read, and as whole ticks, lots and minor units to compute with.
 */
export const schema = `
CREATE TABLE progress (sequence INTEGER NOT NULL);
INSERT INTO progress VALUES (0);

-- position is NULL for an instrument of earlier runs.
CREATE TABLE instruments (id TEXT PRIMARY KEY, position INTEGER, tick TEXT, lot TEXT);
-- What fees in the base currency left over of whole lots, minor units.
CREATE TABLE spares (instrument TEXT PRIMARY KEY, spare INTEGER);
CREATE TABLE agents (position INTEGER PRIMARY KEY, id TEXT);

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY, time TEXT, kind TEXT, instrument TEXT, json TEXT);
CREATE INDEX events_by_kind ON events (kind);

CREATE TABLE decisions (
  sequence INTEGER PRIMARY KEY, time TEXT, instrument TEXT, exposure REAL, confidence REAL,
  dissent REAL, stop REAL, target REAL, outcome TEXT);
CREATE INDEX decisions_by_instrument ON decisions (instrument, sequence);

CREATE TABLE voices (
  sequence INTEGER, agent TEXT, exposure REAL, confidence REAL);
CREATE INDEX voices_by_decision ON voices (sequence);

CREATE TABLE orders (
  order_id INTEGER PRIMARY KEY, sequence INTEGER, time TEXT, instrument TEXT, side TEXT, type TEXT,
  role TEXT, quantity REAL, quantity_lots INTEGER, price REAL, price_ticks INTEGER, arrival REAL,
  arrival_ticks INTEGER, reduce_only INTEGER, status TEXT, filled_lots INTEGER, updated TEXT,
  reason TEXT);

CREATE TABLE fills (
  sequence INTEGER PRIMARY KEY, time TEXT, order_id INTEGER, fill INTEGER, instrument TEXT,
  side TEXT, role TEXT, price REAL, price_ticks INTEGER, quantity REAL, quantity_lots INTEGER,
  notional REAL, fee REAL, fee_minor INTEGER, liquidity TEXT);

-- From flat to flat in one instrument. closed and net_pnl are NULL while the position is open.
CREATE VIEW trades AS
WITH held AS (
  SELECT *, SUM(CASE side WHEN 'buy' THEN quantity_lots ELSE -quantity_lots END)
    OVER (PARTITION BY instrument ORDER BY sequence) AS position
  FROM fills),
numbered AS (
  SELECT *, COALESCE(SUM(position = 0) OVER (PARTITION BY instrument ORDER BY sequence
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) + 1 AS number
  FROM held),
summed AS (
  SELECT instrument, number, MIN(time) AS opened, MAX(time) AS updated, COUNT(*) AS fills,
    MAX(position) > 0 AS is_long, MIN(ABS(position)) = 0 AS is_closed,
    SUM(CASE side WHEN 'buy' THEN notional ELSE 0 END) AS bought,
    SUM(CASE side WHEN 'sell' THEN notional ELSE 0 END) AS sold,
    SUM(CASE side WHEN 'buy' THEN quantity ELSE 0 END) AS bought_quantity,
    SUM(CASE side WHEN 'sell' THEN quantity ELSE 0 END) AS sold_quantity,
    SUM(fee) AS fees
  FROM numbered GROUP BY instrument, number)
SELECT instrument, number, CASE is_long WHEN 1 THEN 'long' ELSE 'short' END AS side, opened,
  CASE is_closed WHEN 1 THEN updated END AS closed,
  CASE is_long WHEN 1 THEN bought_quantity ELSE sold_quantity END AS quantity,
  CASE is_long WHEN 1 THEN bought / bought_quantity ELSE sold / sold_quantity END AS entry_price,
  CASE is_closed WHEN 1 THEN
    CASE is_long WHEN 1 THEN sold / sold_quantity ELSE bought / bought_quantity END
  END AS exit_price,
  CASE is_closed WHEN 1 THEN sold - bought - fees END AS net_pnl, fees, fills
FROM summed;
`

/** Everything the schema makes, for dropping it again. */
export const schemaNames: readonly (readonly ['TABLE' | 'VIEW', string])[] = [
  ['VIEW', 'trades'],
  ['TABLE', 'progress'],
  ['TABLE', 'instruments'],
  ['TABLE', 'spares'],
  ['TABLE', 'agents'],
  ['TABLE', 'events'],
  ['TABLE', 'decisions'],
  ['TABLE', 'voices'],
  ['TABLE', 'orders'],
  ['TABLE', 'fills'],
]
