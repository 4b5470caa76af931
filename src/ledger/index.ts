export { type Booked, feeOn, Ledger } from './ledger.ts'
