using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionsMaaS.OpenApi;

/// <summary>What the XML documentation of a type says, as Markdown.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Files = [];

    public static string? Summary(Type type) => Markdown(Member(type, $"T:{type.FullName}")?.Element("summary"));

    /// <summary>A property's own summary, or what its record says of the parameter that it stands for.</summary>
    public static string? Property(Type type, string name) =>
        Markdown(Member(type, $"P:{type.FullName}.{name}")?.Element("summary"))
        ?? Markdown(Member(type, $"T:{type.FullName}")?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name));

    private static XElement? Member(Type type, string id)
    {
        if (!Files.TryGetValue(type.Assembly, out var members))
        {
            var file = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
            Files[type.Assembly] = members = file.Descendants("member").ToDictionary(m => (string)m.Attribute("name")!);
        }

        return members.GetValueOrDefault(id);
    }

    private static string? Markdown(XElement? element) =>
        element is null ? null : Space().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => ((string?)element.Attribute("langword") ?? (string?)element.Attribute("cref"))?.Split('.', ':')[^1] ?? element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
