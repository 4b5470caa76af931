export { allottedToInstrument, allottedToStrategy } from './allotted.ts'
export { Standings } from './standings.ts'
