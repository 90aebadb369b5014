using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS;

/// <summary>What this service is about: section <c>Maas</c>.</summary>
public sealed class MaasOptions
{
    /// <summary>The configuration section that every setting lives under.</summary>
    public const string Section = "Maas";

    /// <summary>The model that answers when a request names none, and that is retrained.</summary>
    /// <value>1 to 64 of a-z, 0-9, '-' and '_', beginning with a letter or digit; default <c>newsgroups</c>.</value>
    [Required, RegularExpression("[a-z0-9][a-z0-9_-]{0,63}")]
    public string Model { get; set; } = "newsgroups";

    /// <summary>
    /// The dataset it learns from: a path (a folder of <c>&lt;label&gt;/&lt;file&gt;</c>, a <c>.tar.gz</c> of one, <c>.jsonl[.gz]</c>,
    /// <c>.csv</c>, <c>.tsv</c>), or <c>blob:CONTAINER/NAME</c> in the storage account of the registry. A relative path is looked for
    /// under the working directory first and then beside the program.
    /// </summary>
    /// <value>Default <c>data/newsgroups</c>, the bundled dataset.</value>
    [Required(ErrorMessage = "is empty but must name a path or blob:CONTAINER/NAME.")]
    public string Dataset { get; set; } = "data/newsgroups";
}
