/**
 * The view `trades` of `projection-schema.ts` in the words of PostgreSQL, for every journal by
 * itself. The comparison of the two homes looks into both.
 */
export const tradesView = `
CREATE VIEW coinswarm.trades AS
WITH held AS (
  SELECT *, SUM(CASE side WHEN 'buy' THEN quantity_lots ELSE -quantity_lots END)
    OVER (PARTITION BY journal, instrument ORDER BY sequence) AS position
  FROM coinswarm.fills),
numbered AS (
  SELECT *, COALESCE(SUM(CASE WHEN position = 0 THEN 1 ELSE 0 END) OVER (
    PARTITION BY journal, instrument ORDER BY sequence
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) + 1 AS number
  FROM held),
summed AS (
  SELECT journal, instrument, number, MIN(time) AS opened, MAX(time) AS updated, COUNT(*) AS fills,
    MAX(position) > 0 AS is_long, MIN(ABS(position)) = 0 AS is_closed,
    SUM(CASE side WHEN 'buy' THEN notional ELSE 0 END) AS bought,
    SUM(CASE side WHEN 'sell' THEN notional ELSE 0 END) AS sold,
    NULLIF(SUM(CASE side WHEN 'buy' THEN quantity ELSE 0 END), 0) AS bought_quantity,
    NULLIF(SUM(CASE side WHEN 'sell' THEN quantity ELSE 0 END), 0) AS sold_quantity,
    SUM(fee) AS fees
  FROM numbered GROUP BY journal, instrument, number)
SELECT journal, instrument, number, CASE WHEN is_long THEN 'long' ELSE 'short' END AS side, opened,
  CASE WHEN is_closed THEN updated END AS closed,
  CASE WHEN is_long THEN bought_quantity ELSE sold_quantity END AS quantity,
  CASE WHEN is_long THEN bought / bought_quantity ELSE sold / sold_quantity END AS entry_price,
  CASE WHEN is_closed THEN
    CASE WHEN is_long THEN sold / sold_quantity ELSE bought / bought_quantity END
  END AS exit_price,
  CASE WHEN is_closed THEN sold - bought - fees END AS net_pnl, fees, fills
FROM summed`
