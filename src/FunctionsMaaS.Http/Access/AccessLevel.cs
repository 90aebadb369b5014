namespace FunctionsMaaS.Http.Access;

/// <summary>Who may call a route, as in Azure Functions.</summary>
public enum AccessLevel
{
    /// <summary>Anybody.</summary>
    Anonymous,

    /// <summary>Who has a function key or the admin key; anybody where no function key is configured.</summary>
    Function,

    /// <summary>Who has the admin key; where none is configured, callers on this machine alone.</summary>
    Admin,
}
