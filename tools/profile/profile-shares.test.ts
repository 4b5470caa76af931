import { expect, it } from 'vitest'
import { profileShares, sharesByFile } from './profile-shares.ts'

const frame = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url },
})

it('shares what was spent out by function and by file, and leaves out what was idle', () => {
  const shares = profileShares({
    nodes: [
      frame(1, '(idle)', ''),
      frame(2, 'mark', 'file:///top/src/ledger/ledger.ts'),
      frame(3, 'post', 'file:///top/src/ledger/ledger.ts'),
      frame(4, '(garbage collector)', ''),
    ],
    samples: [1, 2, 3, 2, 4],
    timeDeltas: [900, 40, 20, 20, 20],
  })
  expect(shares).toEqual([
    { name: 'mark', file: 'src/ledger/ledger.ts', share: 0.6 },
    { name: 'post', file: 'src/ledger/ledger.ts', share: 0.2 },
    { name: '(garbage collector)', file: '', share: 0.2 },
  ])
  expect(sharesByFile(shares).map(([file, share]) => [file, share.toFixed(1)])).toEqual([
    ['src/ledger/ledger.ts', '0.8'],
    ['(garbage collector)', '0.2'],
  ])
})
