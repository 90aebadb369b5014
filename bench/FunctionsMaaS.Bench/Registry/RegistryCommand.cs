using System.CommandLine;

namespace FunctionsMaaS.Bench.Registry;

/// <summary><c>registry</c>: times listing, paging and changing a model that has thousands of versions, in a folder and on Azurite.</summary>
internal static class RegistryCommand
{
    public static Command Create()
    {
        var versions = new Option<int>("--versions") { Description = "How many versions the model has.", DefaultValueFactory = _ => 10_000 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write the result as Markdown." };
        var command = new Command("registry", "Times listing, paging and changing a model that has thousands of versions.") { versions, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var machine = Machine.Look(TimeProvider.System);
            var count = parsed.GetValue(versions);
            RegistryResult[] results = [await RegistryCampaign.OnFolderAsync(count, cancellationToken), await RegistryCampaign.OnAzuriteAsync(count, cancellationToken)];
            var text = RegistryResult.Markdown(results, count, machine.Again());
            Console.WriteLine(text);
            if (parsed.GetValue(output) is { } file)
                await ResultFile.WriteAsync(file.FullName, text, cancellationToken);
        });
        return command;
    }
}
