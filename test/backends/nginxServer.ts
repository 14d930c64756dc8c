import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort, waitUntilReachable } from './localServer.ts'

export interface NginxServer {
  /** The same backend behind different settings: `/buffered/`, `/gzip/`, `/impatient/`, `/plain/`. */
  readonly origin: string
  stop(): void
}

/** Starts nginx in front of a backend, each of its ways to hurt a stream under a path of its own. */
export async function startNginx(backend: string): Promise<NginxServer> {
  if (spawnSync('nginx', ['-v']).error) throw new Error('No nginx: apt-get install nginx')
  const port = await findFreePort()
  const folder = mkdtempSync(join(tmpdir(), 'rill-nginx-'))
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, describeServer(folder, port, backend))
  const child = spawn('nginx', ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const origin = `http://127.0.0.1:${port}`
  await waitUntilReachable(origin, child)
  return {
    origin,
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The backends ask nginx not to buffer; a proxy that is not told so, or does not care, is the case of interest. */
function describeServer(folder: string, port: number, backend: string): string {
  const deaf =
    'proxy_ignore_headers X-Accel-Buffering; proxy_buffers 16 64k; proxy_buffer_size 64k;'
  const location = (path: string, settings: string): string =>
    `location /${path}/ { proxy_pass ${backend}/; proxy_http_version 1.1; ${settings} }`
  return `
    daemon off; master_process off; pid ${folder}/nginx.pid;
    events {}
    http {
      access_log off;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server {
        listen 127.0.0.1:${port};
        ${location('plain', '')}
        ${location('buffered', deaf)}
        ${location('gzip', `${deaf} gzip on; gzip_types text/event-stream; gzip_min_length 1; gzip_proxied any;`)}
        ${location('impatient', 'proxy_read_timeout 1s;')}
      }
    }`
}
