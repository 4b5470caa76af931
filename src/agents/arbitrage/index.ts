export { pairs } from './pairs.ts'
