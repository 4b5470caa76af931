export { type Booked, feeOn, Ledger } from './ledger.ts'
export { giveUpLots } from './give-up-lots.ts'
