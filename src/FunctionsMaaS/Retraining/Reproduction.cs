namespace FunctionsMaaS.Retraining;

/// <summary>What became of making a version again.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsSame">Whether the payload came out byte for byte as it was published.</param>
/// <param name="Reason">What was compared, and what differs, in a sentence that may be shown to anybody.</param>
public sealed record Reproduction(int Version, bool IsSame, string Reason)
{
    /// <summary>How this is called in answers and on the command line.</summary>
    public string Outcome => IsSame ? "reproduced" : "not-reproduced";
}
