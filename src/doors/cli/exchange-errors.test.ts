import { expect, it } from 'vitest'
import { recordedContext } from '../../../test/e2e/recorded-context.ts'
import { refusalCodes } from '../../venue/index.ts'
import { exchangeCommand } from './exchange.ts'

it('tells what each venue answers, and serves nothing', async () => {
  const { lines, documents, context } = recordedContext()
  await exchangeCommand(context).parseAsync(['--errors'], { from: 'user' })
  expect(lines).toHaveLength(refusalCodes.length + 1)
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ['reason', 'Kraken', 'Binance', 'Coinbase', 'what to do'],
      [
        ...['lot-size', 'EGeneral:Invalid arguments:volume', '-1013 LOT_SIZE'],
        ...['INVALID_SIZE_PRECISION', 'final'],
      ],
      [
        ...['banned', 'EGeneral:Temporary lockout', '-1003 (418)', 'rate_limit_exceeded (429)'],
        'send again later',
      ],
      [
        ...['deadline', 'EService:Deadline elapsed', '-1007 (503)', 'Gateway Timeout (504)'],
        'look it up first',
      ],
    ]),
  )
  expect(documents).toEqual([
    {
      command: 'exchange',
      errors: refusalCodes.map((reason): unknown => expect.objectContaining({ reason })),
    },
  ])
})
