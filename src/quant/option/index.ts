export {
  black76,
  blackScholes,
  blackScholesGreeks,
  type DigitalPayment,
  digitalOption,
  type Greeks,
} from './black-scholes.ts'
export { impliedVolatility } from './implied-volatility.ts'
export type { OptionTerms } from './option-terms.ts'
