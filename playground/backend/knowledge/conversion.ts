import type { Language } from '../../shared/scenario.ts'

interface Turn {
  readonly thought: string
  readonly answer: string
}

interface Conversion {
  /** What the agent thinks before it calls its tool. */
  readonly plan: string
  readonly tool: { readonly input: Readonly<Record<string, unknown>>; readonly output: string }
  readonly conclusion: Turn
}

const COMMAND = `\`\`\`bash
ffmpeg -f s16le -ar 16000 -ac 1 -i input.pcm -b:a 128k output.mp3
\`\`\``

/** How the LlamaIndex agent turns PCM into MP3. */
export const conversions: Readonly<Record<Language, Conversion>> = {
  'zh-CN': {
    plan: '用户使用中文。我需要使用工具来确认 PCM 转换为 MP3 的参数。',
    tool: {
      input: { input: 'ffmpeg pcm mp3 参数' },
      output: 'PCM 没有文件头，必须给出采样格式（-f s16le）、采样率（-ar）和声道数（-ac）。',
    },
    conclusion: {
      thought: '参数已经清楚，不再需要工具。我用用户的语言回答。',
      answer: `PCM 是没有文件头的原始音频，所以转换时要说明它的**采样格式、采样率和声道数**，然后交给 FFmpeg 编码：

${COMMAND}

| 参数 | 含义 | 常见取值 |
| --- | --- | --- |
| \`-f\` | 采样格式 | \`s16le\`（16 位小端） |
| \`-ar\` | 采样率 | 8000、16000、44100 Hz |
| \`-ac\` | 声道数 | 1 或 2 |
| \`-b:a\` | MP3 码率 | 128k |

如果播放时速度不对，先检查**采样率**；如果只有噪声，先检查**采样格式**。`,
    },
  },
  en: {
    plan: 'The current language of the user is English. I need a tool to confirm the parameters for PCM to MP3.',
    tool: {
      input: { input: 'ffmpeg pcm mp3 parameters' },
      output:
        'PCM has no header: sample format (-f s16le), rate (-ar) and channels (-ac) must be given.',
    },
    conclusion: {
      thought: "I can answer without using any more tools. I'll use the user's language to answer",
      answer: `PCM is raw audio without a header, so a converter must be told its **sample format, rate and channels**. FFmpeg does the rest:

${COMMAND}

| Option | Meaning | Usual values |
| --- | --- | --- |
| \`-f\` | sample format | \`s16le\` (16 bit, little endian) |
| \`-ar\` | sample rate | 8000, 16000, 44100 Hz |
| \`-ac\` | channels | 1 or 2 |
| \`-b:a\` | MP3 bit rate | 128k |

If it plays too fast or slow, check the **rate** first; if it is only noise, check the **format**.`,
    },
  },
}
