namespace FunctionsMaaS.Registry;

/// <summary>Opens one or more kinds of registry storage. <c>AddRegistry()</c> asks those registered, so a storage is added by adding its factory.</summary>
public interface IObjectStoreFactory
{
    /// <summary>Whether this factory opens registries of a kind.</summary>
    bool CanOpen(RegistryKind kind);

    /// <summary>Opens the store that validated options name. Touches no storage yet.</summary>
    IObjectStore Open(RegistryOptions options);
}

/// <summary>Opens what needs nothing but this machine.</summary>
internal sealed class LocalObjectStoreFactory(TimeProvider time) : IObjectStoreFactory
{
    public bool CanOpen(RegistryKind kind) => kind is RegistryKind.Folder or RegistryKind.Memory;

    public IObjectStore Open(RegistryOptions options) =>
        options.Kind == RegistryKind.Memory ? new MemoryObjectStore() : new FolderObjectStore(options.Path, time);
}
