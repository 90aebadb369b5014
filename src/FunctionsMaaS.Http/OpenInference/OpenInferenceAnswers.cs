namespace FunctionsMaaS.Http.OpenInference;

/// <summary>What this server is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Extensions">The extensions of the protocol that it has: <c>classification</c> and <c>repository_index</c>, as Triton defines them.</param>
internal sealed record ServerMetadata(string Name, string Version, IReadOnlyList<string> Extensions);

/// <summary>That the server runs.</summary>
/// <param name="Live">Always true.</param>
internal sealed record ServerLive(bool Live);

/// <summary>That the default model answers. The specification names the member <c>live</c>, its implementations <c>ready</c>; both are here.</summary>
/// <param name="Live">Always true.</param>
/// <param name="Ready">Always true: a server that is not ready answers 503.</param>
internal sealed record ServerReady(bool Live, bool Ready);

/// <summary>That a model answers.</summary>
/// <param name="Name">The model.</param>
/// <param name="Ready">Always true: a model that is not there answers 404, one that cannot be loaded a 5xx.</param>
internal sealed record ModelReady(string Name, bool Ready);

/// <summary>What a model takes and gives.</summary>
/// <param name="Name">The model.</param>
/// <param name="Versions">Its versions, newest first.</param>
/// <param name="Platform">This service and the format of the model's payload.</param>
/// <param name="Inputs">The tensor it takes.</param>
/// <param name="Outputs">The tensors it gives.</param>
internal sealed record ModelMetadata(
    string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<TensorMetadata> Inputs, IReadOnlyList<TensorMetadata> Outputs);

/// <summary>What a tensor is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">The type of its elements.</param>
/// <param name="Shape">Its dimensions; -1 is any number.</param>
internal sealed record TensorMetadata(string Name, string Datatype, IReadOnlyList<int> Shape);

/// <summary>One version of a model in the repository.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="State"><c>READY</c> when it is loaded, else <c>UNAVAILABLE</c>.</param>
/// <param name="Reason">Why it is not loaded.</param>
internal sealed record RepositoryEntry(string Name, string Version, string State, string Reason);

/// <summary>A failure.</summary>
/// <param name="Error">What was wrong, and what is allowed.</param>
internal sealed record OpenInferenceError(string Error);
