/** The part of Khronos' validator that is used here; the package brings no types. */
declare module 'gltf-validator' {
  export function validateBytes(bytes: Uint8Array): Promise<{
    readonly issues: {
      readonly numErrors: number;
      readonly numWarnings: number;
      readonly messages: readonly unknown[];
    };
    readonly info: { readonly version: string; readonly drawCallCount: number; readonly totalTriangleCount: number };
  }>;
}
