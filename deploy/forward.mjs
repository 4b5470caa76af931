// Hands connections on: node forward.mjs PORT TARGET. The page of a desk listens on loopback alone,
// also in a container; this stands in the same network and is what a published port leads to.
import net from 'node:net'

const [port = '8786', target = '8787'] = process.argv.slice(2)
const connectionsMax = 256

const server = net.createServer({ pauseOnConnect: true }, (near) => {
  const far = net.connect({ host: '127.0.0.1', port: Number(target) })
  const end = () => {
    near.destroy()
    far.destroy()
  }
  for (const socket of [near, far]) socket.on('error', end).on('close', end)
  far.once('connect', () => near.pipe(far).pipe(near))
})
server.maxConnections = connectionsMax
server.listen(Number(port), '0.0.0.0', () => {
  process.stdout.write(`port ${server.address().port} leads to 127.0.0.1:${target}\n`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0))
