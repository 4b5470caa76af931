/** The rooms that are mutated, the most important first. */
export const rooms = ['ledger', 'domain', 'risk', 'execution', 'journal'] as const

/** Tests of these rooms that are not run against mutants, by file or test, and why. */
export const heavyTests: ReadonlyMap<string, string> = new Map([
  ['src/ledger/ledger.test.ts#over random events, 500 seeds', 'the same for a million events'],
  ['src/execution/apply-order-event.test.ts#20000 sequences', 'the same, forty times as long'],
  ['src/risk/size.test.ts#100000 draws', 'the same, a hundred times as long'],
  ['src/risk/share-left.test.ts#of 5000 wishes', 'the same, 25 times as long'],
  ['src/risk/share-left.test.ts#of 3000', 'the same, 15 times as long'],
  ['src/risk/share-left.test.ts#of 2000', 'the same, seven times as long'],
  ['src/execution/caps/hard-caps.test.ts#300 times', 'the same, ten times as long'],
  ['src/journal/audit/audit.test.ts#25 times', 'the same, eight times as long'],
  ['src/risk/breaker/market-conditions.test.ts#5 times', 'the same, 25 times as long'],
  ['src/risk/breaker/market-conditions.test.ts#10 times', 'the same, thirty times as long'],
  ['src/risk/every-state.test.ts', 'the whole product of modes and breached limits'],
  ['src/risk/stress/recorded-falls.test.ts', 'reads recorded bars'],
  ['src/execution/gateway/gateway-planted.test.ts', 'plants faults and simulates with each'],
  ['src/journal/lock.test.ts#passes over the lock of a process that died', 'starts a process'],
  ['src/journal/lock.test.ts#though the next has the same token', 'starts a process'],
  ['src/journal/lock.test.ts#eight processes', 'starts processes'],
])

/** Whether a test, `file#name`, is left out. */
export function isHeavy(id: string): boolean {
  return [...heavyTests.keys()].some((heavy) => {
    const [file = '', name = ''] = heavy.split('#')
    return id.startsWith(`${file}#`) && id.includes(name)
  })
}
