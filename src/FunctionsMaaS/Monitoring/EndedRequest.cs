namespace FunctionsMaaS.Monitoring;

/// <summary>How a request ended.</summary>
/// <param name="Method">Its method, or <c>_OTHER</c> for one that no route has.</param>
/// <param name="Route">The pattern of its route, never its path; <see langword="null"/> if there is no such route.</param>
/// <param name="Status">The HTTP status it was answered with.</param>
/// <param name="Problem">The name of the problem it was answered with, such as <c>too-large</c>; <see langword="null"/> if it was none.</param>
/// <param name="KeyId">The id of the key it came with; <see langword="null"/> without one.</param>
/// <param name="BytesIn">The length of its body; <see langword="null"/> if it was not told.</param>
/// <param name="BytesOut">The length of the answer's body.</param>
internal readonly record struct EndedRequest(
    string Method, string? Route, int Status, string? Problem, string? KeyId, long? BytesIn, long BytesOut);
