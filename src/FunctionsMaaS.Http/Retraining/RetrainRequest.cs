namespace FunctionsMaaS.Http.Retraining;

/// <summary>What a client sends to retrain, checked.</summary>
/// <param name="Version">The version to make again; <see langword="null"/> for a new one.</param>
internal sealed record RetrainRequest(int? Version)
{
    /// <summary>Reads a request; an empty body asks for a new version.</summary>
    /// <exception cref="Problems.ProblemException">It is not valid.</exception>
    public static RetrainRequest Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return new((int?)null);
        using var document = JsonBody.ParseObject(body);
        foreach (var name in document.RootElement.EnumerateObject().Select(JsonBody.NameOf).Where(name => name != "version"))
            throw JsonBody.Invalid($"'{Printable.Quote(name)}' is not a member of this request; allowed is version.");
        return new(JsonBody.OptionalPositive(document.RootElement, "version"));
    }
}
