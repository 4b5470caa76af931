export { allottedToInstrument, allottedToStrategy } from './allotted.ts'
export { type StandingScope, Standings } from './standings.ts'
