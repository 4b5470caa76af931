/**
 * What an analysis can query of a run. Times stand as UTC text and as whole microseconds (`_us`),
 * money as REAL to read and as whole minor units of 1e-8 (`_minor`) to compute with.
 */
export const analysisSchema = `
-- One row for each bar that was judged: what stood at its close.
CREATE TABLE readings (
  ts_us INTEGER NOT NULL, time TEXT NOT NULL, instrument TEXT NOT NULL, close REAL, volume REAL,
  change_24h REAL, change_7d REAL, regime TEXT, rsi14 REAL, ema_gap_atr REAL, atr_share REAL,
  volume_ratio REAL, band REAL, is_held INTEGER NOT NULL,
  PRIMARY KEY (instrument, ts_us)) WITHOUT ROWID;

-- From flat to flat in one instrument. Only what is closed.
CREATE TABLE trades (
  number INTEGER PRIMARY KEY, instrument TEXT, side TEXT, opened TEXT, opened_us INTEGER,
  closed TEXT, closed_us INTEGER, held_seconds REAL, entered REAL, gross REAL, fees REAL, net REAL,
  gross_minor INTEGER, fees_minor INTEGER, net_minor INTEGER, exit TEXT, regime TEXT, version TEXT);

CREATE TABLE refusals (
  ts_us INTEGER, time TEXT, instrument TEXT, reason TEXT, was REAL, max REAL);

-- What is true of the run, by the shell: a name and a number or a text.
CREATE TABLE truth (name TEXT PRIMARY KEY, value);

CREATE INDEX decisions_by_time ON decisions (instrument, time);

-- Every look at the market, with what was read, what the market was like and what was wished.
CREATE VIEW scans AS
SELECT readings.*, decisions.exposure AS signal, decisions.confidence AS confidence,
  decisions.outcome AS outcome
FROM readings LEFT JOIN decisions
  ON decisions.instrument = readings.instrument AND decisions.time = readings.time;
`

/** All that a query may read. */
export const readableTables: ReadonlySet<string> = new Set([
  ...['readings', 'scans', 'trades', 'refusals', 'truth'],
  ...['decisions', 'voices', 'orders', 'fills'],
])
