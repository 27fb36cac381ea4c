import sharp from 'sharp';

/** What a picture of the sample shows. */
export type Scene = 'lamps' | 'hydrant';

const [WIDTH, HEIGHT] = [480, 360];

/** Simple drawings in the place of photos: nobody's street, nobody's house. */
const drawings: Readonly<Record<Scene, string>> = {
  lamps: `<rect width="480" height="360" fill="#1d2530"/><path d="M0 300 L480 270 V360 H0Z" fill="#2c3540"/>
    ${[70, 230, 390].map((x) => `<path d="M${x} 290 V110 H${x + 46}" fill="none" stroke="#59646f" stroke-width="7"/><circle cx="${x + 46}" cy="116" r="10" fill="#3a444f"/>`).join('')}`,
  hydrant: `<rect width="480" height="360" fill="#d9d4c8"/><rect x="120" y="50" width="240" height="270" fill="#a33a31"/>
    <rect x="136" y="66" width="208" height="238" fill="#e9e5db"/><circle cx="240" cy="165" r="58" fill="none" stroke="#8a8577" stroke-width="20"/>
    <path d="M240 225 V290" stroke="#8a8577" stroke-width="16"/>`,
};

/** A picture as a phone would upload it. */
export const photoOf = (scene: Scene): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${drawings[scene]}</svg>`),
  )
    .jpeg({ quality: 70 })
    .toBuffer();
