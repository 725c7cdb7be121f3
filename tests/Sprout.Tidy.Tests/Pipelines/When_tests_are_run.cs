using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace Sprout.Tidy.Tests.Pipelines;

/// <summary>tests/run.sh, with a stand-in for <c>dotnet</c> that says what projects say.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class When_tests_are_run : IDisposable
{
    // Writes the results of the first run, or of the next one where there is a choice of specs; every project but one passes one spec.
    private const string Dotnet = """
        #!/bin/sh
        what=first
        for argument; do
          [ "$before" != -trx ] || trx=$argument
          [ "$argument" != -method ] || what=again
          before=$argument
        done
        case $1 in
          *Sprout.Web.Tests.dll) cat "$STAND_IN/$what.trx" > "$trx"; echo "$*" >> "$STAND_IN/calls" ;;
          *) echo '<Counters total="1" passed="1" failed="0" error="0" />' > "$trx" ;;
        esac
        [ -z "$EXIT_CODE" ] || exit "$EXIT_CODE"
        ! grep -q 'outcome="Failed"' "$trx"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sprout-run-");

    public When_tests_are_run()
    {
        var tests = _folder.CreateSubdirectory("tests").FullName;
        File.Copy(Path.Combine(SourceTree.Root, "tests", "run.sh"), Path.Combine(tests, "run.sh"));
        File.WriteAllText(Path.Combine(tests, "skips.txt"), "always | A.May_be | There is a reason.\n");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(tests, "Sprout.Web.Tests")).FullName, "Sprout.Web.Tests.csproj"), "<Project />");
        using var program = new FileStream(
            Path.Combine(_folder.FullName, "dotnet"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserExecute });
        program.Write(Encoding.UTF8.GetBytes(Dotnet));
    }

    [Fact]
    public void One_that_passes_alone_is_shaky_and_counts_as_passed()
    {
        var (exitCode, output) = Run(Results(passed: ["A.Good"], failed: ["A.Shaky", "A.Theory(x: 1)", "A.Theory(x: 2)"]), Results(passed: ["A.Shaky", "A.Theory(x: 1)", "A.Theory(x: 2)"]));

        exitCode.ShouldBe(0, output);
        Last(output).ShouldBe("8 passed, 0 failed, 0 skipped");
        output.ShouldContain("shaky, for it passed alone: A.Shaky\n");
        output.ShouldContain("Shaky: 3 of those that passed");
        Calls()[^1].ShouldContain("-method A.Shaky -method A.Theory -noColor");
    }

    [Fact]
    public void One_that_fails_alone_too_has_failed()
    {
        var (exitCode, output) = Run(Results(passed: [], failed: ["A.Bad", "A.Shaky"]), Results(passed: ["A.Shaky"], failed: ["A.Bad"]));

        exitCode.ShouldBe(1);
        Last(output).ShouldBe("4 passed, 2 failed, 0 skipped");
        output.ShouldNotContain("shaky");
    }

    [Fact]
    public void One_that_does_not_run_again_has_failed() =>
        Run(Results(passed: [], failed: ["A.Bad"]), Results(passed: [])).ExitCode.ShouldBe(1);

    [Fact]
    public void Each_must_pass_by_its_name()
    {
        var (exitCode, output) = Run(Results(passed: [], failed: ["A.Theory(x: 1)", "A.Odd"]), Results(passed: ["A.Theory(x: 1)", "A.Theory(x: 2)"]));

        (exitCode, Last(output)).ShouldBe((1, "4 passed, 2 failed, 0 skipped"));
    }

    [Fact]
    public void A_crash_and_what_fails_after_a_spec_are_not_tried_away()
    {
        var failing = Results(passed: [], failed: ["A.Shaky"]);

        Run(failing, Results(passed: ["A.Shaky"]), exitWith: "134").ExitCode.ShouldBe(1);
        Run(failing.Replace("error=\"0\"", "error=\"1\"", StringComparison.Ordinal), Results(passed: ["A.Shaky"])).ExitCode.ShouldBe(1);
        Calls().Length.ShouldBe(2);
    }

    [Fact]
    public void Many_are_not_tried_again()
    {
        var (exitCode, output) = Run(Results(passed: [], failed: ["A.A", "A.B", "A.C", "A.D"]), Results(passed: ["A.A", "A.B", "A.C", "A.D"]));

        (exitCode, Last(output), Calls().Length).ShouldBe((1, "4 passed, 4 failed, 0 skipped", 1));
    }

    [Fact]
    public void On_a_developers_machine_none_is()
    {
        var (exitCode, output) = Run(Results(passed: [], failed: ["A.Shaky"]), Results(passed: ["A.Shaky"]), isCi: false);

        (exitCode, Last(output), Calls().Length).ShouldBe((1, "4 passed, 1 failed, 0 skipped", 1));
    }

    [Fact]
    public void What_must_not_be_skipped_counts_as_failed()
    {
        var (exitCode, output) = Run(Results(passed: [], skipped: ["A.May_be", "A.May_not"]), "");

        (exitCode, Last(output)).ShouldBe((1, "4 passed, 1 failed, 1 skipped"));
        output.ShouldContain("must not be skipped here, and so counts as failed: A.May_not: There is a reason.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (int ExitCode, string Output) Run(string first, string again, bool isCi = true, string exitWith = "")
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "first.trx"), first);
        File.WriteAllText(Path.Combine(_folder.FullName, "again.trx"), again);
        var start = new ProcessStartInfo("bash", [Path.Combine(_folder.FullName, "tests", "run.sh")]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{start.Environment["PATH"]}";
        start.Environment["STAND_IN"] = _folder.FullName;
        start.Environment["EXIT_CODE"] = exitWith;
        start.Environment["CI"] = isCi ? "true" : "";
        start.Environment["SPROUT_TEST_SKIPS"] = Path.Combine(_folder.FullName, "tests", "skips.txt");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private string[] Calls() => File.ReadAllLines(Path.Combine(_folder.FullName, "calls"));

    private static string Last(string output) => output.TrimEnd().Split('\n')[^1];

    private static string Results(string[] passed, string[]? failed = null, string[]? skipped = null)
    {
        (failed, skipped) = (failed ?? [], skipped ?? []);
        return string.Join('\n', [
            .. passed.Select(spec => $"<UnitTestResult testName=\"{spec}\" outcome=\"Passed\" />"),
            .. failed.Select(spec => $"<UnitTestResult testName=\"{spec}\" outcome=\"Failed\">\n</UnitTestResult>"),
            .. skipped.Select(spec => $"<UnitTestResult testName=\"{spec}\" outcome=\"NotExecuted\">\nThere is a reason.\n</UnitTestResult>"),
            $"<Counters total=\"{passed.Length + failed.Length + skipped.Length}\" passed=\"{passed.Length}\" failed=\"{failed.Length}\" error=\"0\" />\n",
        ]);
    }
}
