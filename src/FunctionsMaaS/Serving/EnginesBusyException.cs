namespace FunctionsMaaS.Serving;

/// <summary>Every engine of a model stayed lent for as long as a caller may wait. Trying again shortly may help.</summary>
public sealed class EnginesBusyException : Exception
{
    /// <summary>Makes the exception.</summary>
    public EnginesBusyException(string message) : base(message) { }
}
