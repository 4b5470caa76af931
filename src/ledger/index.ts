export { type AccountKind, Accounts, accountKinds } from './accounts.ts'
export { type Booked, feeOn, Ledger } from './ledger.ts'
export { Positions } from './positions.ts'
