namespace FunctionsMaaS.Registry;

/// <summary>There is no such model, version or alias. The message names it and, where it helps, what there is.</summary>
public sealed class ModelNotFoundException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ModelNotFoundException(string message) : base(message) { }
}

/// <summary>The storage cannot be reached, or refuses the caller. Trying again later may help.</summary>
public sealed class RegistryUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RegistryUnavailableException(string message, Exception? innerException = null) : base(message, innerException) { }
}

/// <summary>A rollout cannot be started, finished or aborted as things stand; nothing was changed.</summary>
public sealed class RolloutConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RolloutConflictException(string message) : base(message) { }
}

/// <summary>A version is in a state in which that cannot be done, such as being deleted while an alias points to it; nothing was changed.</summary>
public sealed class VersionConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    public VersionConflictException(string message) : base(message) { }
}

/// <summary>An alias was moved by somebody else in the meantime; nothing was changed.</summary>
public sealed class AliasConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    public AliasConflictException(string message) : base(message) { }
}
