namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>A version is not signed by a key that is trusted here, so it is not used. The message says which, and why.</summary>
public sealed class ModelSignatureException : ModelPackageException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong with which file, and what is allowed.</param>
    public ModelSignatureException(string message) : base(message) { }
}
