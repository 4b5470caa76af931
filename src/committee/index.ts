export { Committee } from './committee.ts'
