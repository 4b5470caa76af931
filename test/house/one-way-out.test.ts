import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Program text of a desk, by file. */
const sources: readonly (readonly [file: string, text: string])[] = readdirSync('src', {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
  .map((file) => [file.replaceAll('\\', '/'), readFileSync(`src/${file}`, 'utf8')])

/** Files, less what stands in comments, in which `pattern` is found. */
function filesWith(pattern: RegExp): readonly string[] {
  return sources
    .filter(([, text]) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')))
    .map(([file]) => file)
    .sort()
}

it('only the check of orders mints an approval, and its class does not leave risk', () => {
  expect(filesWith(/\bnew Approved\b/)).toEqual(['risk/check-order.ts'])
  expect(filesWith(/\b(?:import|export) \{[^}]*\bApproved\b[^}]*\} from '\.\/approved/)).toEqual([
    'risk/check-order.ts',
    'risk/index.ts',
  ])
  const door = sources.find(([file]) => file === 'risk/index.ts')?.[1] ?? ''
  expect(door).toMatch(/export \{ type Approved, isApproved \} from '\.\/approved\.ts'/)
  expect(filesWith(/as (?:unknown as )?(?:readonly )?Approved\b/)).toEqual([])
})

it('only execution hands orders to a venue, and only the trader hands them to execution', () => {
  // The simulated exchange takes requests of its customers by the same word.
  const elsewhere = (file: string): boolean =>
    !file.startsWith('venue/') && !file.startsWith('research/')
  expect(filesWith(/\.submit\(/).filter(elsewhere)).toEqual([
    'engine/remote-exchange.ts',
    'engine/trader.ts',
    'execution/order-desk.ts',
  ])
  // It stands between the two: an approved order goes in, and the same one goes on.
  const remote = sources.find(([file]) => file === 'engine/remote-exchange.ts')?.[1] ?? ''
  expect(remote).toMatch(
    /submit\(order: Approved<OrderIntent>\): void \{\s*this\.#gateway\.submit\(order\)/,
  )
})

it('only the gateway asks a link to place an order, and others pass on what it asked', () => {
  expect(filesWith(/\{ kind: 'place'/)).toEqual(['execution/gateway/sent-order.ts'])
  expect(filesWith(/\blink\.send\(/)).toEqual([
    'app/patient-link.ts',
    'execution/gateway/fenced-link.ts',
    'execution/gateway/requests.ts',
    'venue/process/venue-end.ts',
  ])
})
