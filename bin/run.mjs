// Runs the command line on the Node it is given, which is 24 or newer.
import { enableCompileCache } from 'node:module'
import { inlineMore } from './inline-more.mjs'

enableCompileCache()
inlineMore()
process.stdout.on('error', (error) => {
  // A reader that has seen enough, such as `head`, is no error.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
const { main } = await import('../dist/doors/index.js')
process.exitCode = await main(process.argv.slice(2))
