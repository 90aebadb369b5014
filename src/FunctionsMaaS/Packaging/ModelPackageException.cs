namespace FunctionsMaaS.Packaging;

/// <summary>A package, manifest or payload is truncated, altered, of a newer format, of another schema, or not a text classifier. The message says which.</summary>
public class ModelPackageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong with which file, and what is allowed.</param>
    /// <param name="innerException">The failure underneath, if any.</param>
    public ModelPackageException(string message, Exception? innerException = null) : base(message, innerException) { }
}
