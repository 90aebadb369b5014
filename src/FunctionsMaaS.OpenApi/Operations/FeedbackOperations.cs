using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Feedback;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class FeedbackOperations
{
    private const string Key = """{"type": "string", "maxLength": 32}""";

    private static readonly ApiParameter From = new("from", "Only those received then or later.", """{"type": "string", "format": "date-time"}""");
    private static readonly ApiParameter To = new("to", "Only those received before.", """{"type": "string", "format": "date-time"}""");

    private static readonly ProblemKind[] ReviewFailures =
        [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.Feedback, "Classify", "Stores a corrected example for the next retraining.")
        {
            Description = "The text is kept until it is trained on. The same example of the same caller is stored once and has the same id.",
            Headers =
            [
                new(
                    "Idempotency-Key",
                    "Any text of the client's: a repeated request with the same one is the same example; one with another body is refused.",
                    $$"""{"type": "string", "minLength": 1, "maxLength": {{FeedbackStore.MaxRepeatKeyLength}}}"""),
            ],
            Request = [ApiBody.Json(
                "FeedbackRequest",
                "",
                ("correction", """{"text": "The shuttle reached orbit after a flawless launch", "label": "space"}"""),
                ("model", """{"text": "The goalie stopped the puck", "label": "hockey", "model": "newsgroups"}"""))],
            AnswerStatus = 201,
            Answer = ApiBody.Json(
                "FeedbackAnswer",
                "It is stored.",
                ("stored", """{"id": "0a4d55a8d778e5022fab701977c5d840", "model": "newsgroups", "label": "space", "knownLabel": true}""")),
            IsAboutModel = true,
            Problems = [.. ClassifyOperations.Failures, ProblemKind.NotFound, ProblemKind.IdempotencyKeyReused],
        },
        new(MaasRoutes.ShowFeedback, "Operations", "Tells who sent which corrections, without their texts.")
        {
            Description = "Labels that the champion does not know are kept out of training until the dataset has them, unless `Maas:Retraining:FeedbackNewLabels` says otherwise.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Query = [new("key", "Only those sent with the key of this id; `-` for those sent without one.", Key), From, To],
            Answer = ApiBody.Json("FeedbackSummaryAnswer", "The corrections, counted by key and label."),
            Problems = ReviewFailures,
        },
        new(MaasRoutes.RemoveFeedback, "Operations", "Removes corrections, so that no further retraining learns from them.")
        {
            Description = "At least one of `key`, `from` and `to` is needed. The ledger is told first. Versions that learned from them stay as they are: their manifests name the keys.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Query =
            [
                new("key", "Only those sent with the key of this id; `-` for those sent without one.", Key, "shop"),
                From,
                To,
                new("reason", "Why, in one line, for the ledger.", $$"""{"type": "string", "maxLength": {{LedgerNote.MaxReasonLength}}}"""),
            ],
            Answer = ApiBody.Json("FeedbackRemovedAnswer", "How many were removed.", ("removed", """{"model": "newsgroups", "removed": 12}""")),
            Problems = ReviewFailures,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(FeedbackAnswer), typeof(FeedbackSummaryAnswer), typeof(FeedbackRemovedAnswer)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("FeedbackRequest", """
            {
              "type": "object",
              "description": "What a text should have been classified as. No other member is allowed.",
              "properties": {
                "text": {"type": "string", "minLength": 1, "description": "The text; not blank, without NUL."},
                "label": {"type": "string", "minLength": 1, "description": "Its label. One that the champion does not know is stored too, and waits until somebody has looked at it."},
                "model": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "description": "The model; the server's default model if absent."}
              },
              "required": ["text", "label"],
              "additionalProperties": false
            }
            """),
    ];
}
