namespace FunctionsMaaS.Packaging;

/// <summary>A manifest and the payload it describes, verified against each other.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Payload">The payload; its size and digest are those of the manifest.</param>
public sealed record ModelPackage(ModelManifest Manifest, ReadOnlyMemory<byte> Payload);
