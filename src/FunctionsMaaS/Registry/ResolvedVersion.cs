namespace FunctionsMaaS.Registry;

/// <summary>What a <see cref="ModelReference"/> stands for now.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="ETag">Changes when the reference may stand for another version; opaque. Hand it to the next call to learn cheaply whether anything changed.</param>
public sealed record ResolvedVersion(string Name, int Version, string ETag);
