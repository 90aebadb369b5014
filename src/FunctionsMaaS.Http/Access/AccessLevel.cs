namespace FunctionsMaaS.Http.Access;

/// <summary>Who may call a route, as in Azure Functions. Each level includes those before it.</summary>
public enum AccessLevel
{
    /// <summary>Anybody.</summary>
    Anonymous,

    /// <summary>Who has a function key or an admin key; anybody where no function key is configured.</summary>
    Function,

    /// <summary>Who has an admin key; where no key at all is configured, see <see cref="AdminAccess"/>.</summary>
    Admin,
}
