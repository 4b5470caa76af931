import { createHash } from 'node:crypto'
import { minuteUs } from '../../src/domain/index.ts'
import { generateMarket } from '../../src/market/index.ts'

// Prints one digest of everything a seed decides before an agent sees it: draws, regimes, jumps,
// and the logarithms, roots and cosines under them.
const digest = createHash('sha256')
for (const { bars } of generateMarket({ seed: 7, intervalUs: minuteUs, rows: 50_000 }))
  for (const column of [bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume])
    digest.update(new Uint8Array(column.buffer, column.byteOffset, bars.length * 8))
console.log(digest.digest('hex'))
