import ccxt from 'ccxt'
import { describe, expect, it } from 'vitest'
import { refusalCodes, venueErrors } from '../sim/index.ts'
import { classifyError } from './classify-error.ts'
import { errorFates } from './error-fates.ts'
import { traitsOf } from './venue-traits.ts'

const noWords = {
  ambiguous: undefined,
  throttled: undefined,
  duplicate: /duplicat|already exists/i,
  refused: undefined,
}

/** Every class of ccxt's errors by name. */
const classes = Object.entries(ccxt).filter(
  ([, value]) => typeof value === 'function' && value.prototype instanceof Error,
)

function made(name: string, text = 'no'): Error {
  const [, Class] = classes.find(([each]) => each === name) ?? []
  if (typeof Class !== 'function') throw new Error(`ccxt has no ${name}`)
  return Reflect.construct(Class, [text])
}

describe('the table of fates', () => {
  it('has every class of exceptions ccxt has, and no other', () => {
    expect(Object.keys(errorFates).sort()).toEqual(classes.map(([name]) => name).sort())
  })

  it.each(Object.entries(errorFates))('%s is %s', (name, fate) => {
    expect(classifyError(made(name), undefined, noWords)).toBe(fate)
    expect(classifyError(made(name), { status: 200, retryAfterUs: undefined }, noWords)).toBe(fate)
  })

  it.each(Object.keys(errorFates))(
    '%s is ambiguous after a 5xx, and throttled by a 429',
    (name) => {
      for (const status of [408, 500, 502, 503, 504, 520, 524])
        expect(classifyError(made(name), { status, retryAfterUs: undefined }, noWords)).toBe(
          'ambiguous',
        )
      for (const status of [418, 429])
        expect(classifyError(made(name), { status, retryAfterUs: undefined }, noWords)).toBe(
          'throttled',
        )
    },
  )
})

describe('what is no exception of ccxt', () => {
  it.each([
    new TypeError('cannot read properties of undefined'),
    new Error('duplicate'),
    'a text',
    undefined,
    { status: 400 },
  ])('%s is ambiguous', (error) => {
    expect(classifyError(error, undefined, noWords)).toBe('ambiguous')
  })
})

describe('an unsorted complaint', () => {
  it('is final when the status says that the request was declined', () => {
    const error = made('ExchangeError', 'binance {"code":-9999,"msg":"No."}')
    const at = (status: number): string =>
      classifyError(error, { status, retryAfterUs: undefined }, noWords)
    expect([at(400), at(403), at(200), at(500)]).toEqual([
      ...['refused', 'refused', 'ambiguous', 'ambiguous'],
    ])
  })

  it('of a name used twice is a duplicate, in whatever words', () => {
    for (const text of ['Duplicate order sent.', 'DUPLICATE_CLIENT_ORDER_ID', 'id already exists'])
      expect(
        classifyError(
          made('ExchangeError', text),
          { status: 400, retryAfterUs: undefined },
          noWords,
        ),
      ).toBe('duplicate')
    expect(classifyError(made('NetworkError', 'duplicate'), undefined, noWords)).toBe('ambiguous')
  })
})

/** What ccxt throws when it is given an answer of a venue's. */
async function thrown(venue: string, status: number, body: string): Promise<unknown> {
  const Venue: unknown = Object.entries(ccxt).find(([name]) => name === venue)?.[1]
  if (typeof Venue !== 'function') throw new Error(venue)
  const exchange = Reflect.construct(Venue, [{}])
  exchange.fetchImplementation = () => Promise.resolve(new Response(body, { status }))
  exchange.fetchImplementationLoading = Promise.resolve()
  try {
    await exchange.fetch('https://nowhere.invalid/order', 'POST', {}, '')
  } catch (error) {
    return error
  }
  return undefined
}

const fates = {
  refused: ['refused', 'duplicate', 'missing', 'clock'],
  throttled: ['throttled'],
  unknown: ['ambiguous'],
}

describe.each(['kraken', 'binance', 'coinbase'])('what %s answers', (venue) => {
  it.each(refusalCodes)('for %s is what the exchange says it is', async (code) => {
    const error = venueErrors(code).find((each) => each.venue === venue)
    if (error === undefined) throw new Error('no such answer')
    const caught = await thrown(venue, error.status, error.body)
    const reply = { status: error.status, retryAfterUs: undefined }
    // What comes with a success is read where the order is.
    if (caught === undefined) return expect(error.status).toBe(200)
    const fate = classifyError(caught, reply, traitsOf(venue).words)
    expect(fates[error.fate]).toContain(fate)
    if (code === 'duplicate-client-id') expect(fate).toBe('duplicate')
    return undefined
  })
})
