import { spawnSync } from 'node:child_process';
import { UsageError } from '../../../results/errors/usage-error.js';
import type { ChannelToStream, PartialDriver } from '../types.js';
import { Child } from './child.js';

/**
 * A test picture and a tone that every channel type takes: below the resolution and bitrate of BASIC, with a keyframe
 * each two seconds (https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/streaming-config.html).
 */
const MEDIA: readonly string[] = [
  ...['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30'],
  ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main'],
  ...['-pix_fmt', 'yuv420p', '-b:v', '800k', '-maxrate', '800k', '-bufsize', '1600k'],
  ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0'],
  ...['-c:a', 'aac', '-b:a', '96k', '-ac', '2', '-f', 'flv'],
];

/**
 * Streams to channels with ffmpeg. It cannot join stages.
 * @param timeoutMs how long it may take until the first frames are sent
 * @throws UsageError when there is no ffmpeg
 */
export function ffmpegDriver(timeoutMs: number): PartialDriver {
  requireFfmpeg();
  const streams = new Map<string, Child>();
  const stop = async (channelArn: string) => {
    const child = streams.get(channelArn);
    streams.delete(channelArn);
    await child?.stop();
  };
  return {
    name: 'ffmpeg',
    showsWithinMs: timeoutMs,
    async goLive(channel) {
      const secrets = [channel.streamKey];
      const child = new Child('ffmpeg', ffmpegArguments(channel), { secrets });
      streams.set(channel.channelArn, child);
      await sending(child, timeoutMs);
    },
    goOffline: ({ channelArn }) => stop(channelArn),
    async close() {
      await Promise.all([...streams.keys()].map(stop));
    },
  };
}

/** What ffmpeg is called with. */
export function ffmpegArguments(channel: Pick<ChannelToStream, 'ingestEndpoint' | 'streamKey'>): string[] {
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-progress', 'pipe:1'];
  return [...quiet, ...MEDIA, ingestUrl(channel)];
}

/**
 * Where an encoder streams to: `rtmps://<ingest endpoint>:443/app/<stream key>`, for a host as channels show it
 * (https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/getting-started-set-up-streaming.html). An endpoint that is
 * not Amazon IVS may name a port as well, or show a whole `rtmp://` or `rtmps://` URL, which is taken as it is.
 */
export function ingestUrl({
  ingestEndpoint,
  streamKey,
}: Pick<ChannelToStream, 'ingestEndpoint' | 'streamKey'>): string {
  if (/^rtmps?:\/\//.test(ingestEndpoint)) return `${ingestEndpoint.replace(/\/*$/, '')}/${streamKey}`;
  const host = /:\d+$/.test(ingestEndpoint) ? ingestEndpoint : `${ingestEndpoint}:443`;
  return `rtmps://${host}/app/${streamKey}`;
}

function requireFfmpeg(): void {
  const { error } = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' });
  if (error === undefined) return;
  throw new UsageError(
    `--driver ffmpeg needs the program ffmpeg, which cannot be run (${error.message}). Install it, or name another driver.`,
  );
}

/** Resolves when the first frames are sent. @throws Error when ffmpeg ends before, or takes too long */
async function sending(child: Child, timeoutMs: number): Promise<void> {
  const first = new Promise<void>((resolve) => {
    child.onOutput((text) => {
      if (/^frame=\s*[1-9]/m.test(text)) resolve();
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, `has sent nothing for ${timeoutMs / 1000} s`);
  });
  const problem = await Promise.race([first, late, child.ended]);
  clearTimeout(timer);
  if (problem === undefined) return;
  await child.stop();
  const what = typeof problem === 'string' && problem.startsWith('has') ? problem : `ended with ${problem}`;
  throw new Error(`ffmpeg ${what}${child.complaint === '' ? '' : `: ${child.complaint}`}`);
}
